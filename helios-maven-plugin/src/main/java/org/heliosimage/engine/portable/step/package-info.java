/** One class for each kind of step of the template language. */
@NullMarked
package org.heliosimage.engine.portable.step;

import org.jspecify.annotations.NullMarked;
