/**
 * Publishes packages into a repository folder, in the layout that {@link
 * org.heliosimage.ips.repository} reads and that pkg(1) and pkgrepo(1) use.
 *
 * <p>Nothing here asks for the time: a package carries its timestamp in its version, and the
 * catalog's is given. The same calls give the same bytes on the same Java runtime; another one may
 * compress differently.
 */
@NullMarked
package org.heliosimage.ips.publish;

import org.jspecify.annotations.NullMarked;
