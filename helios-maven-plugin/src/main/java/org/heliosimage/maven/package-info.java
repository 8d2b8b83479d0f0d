/** The Maven goals. */
@NullMarked
package org.heliosimage.maven;

import org.jspecify.annotations.NullMarked;
