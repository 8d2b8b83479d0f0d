/** What the mojos call: a build request in, a build result out. */
@NullMarked
package org.heliosimage.engine;

import org.jspecify.annotations.NullMarked;
