/**
 * The portable engine: runs the steps of a template on a {@link org.heliosimage.tree.FileTree}
 * instead of a mounted file system, and keeps what they made in the work area.
 *
 * <p>{@link org.heliosimage.engine.portable.StepTable} maps every record of the template language
 * to the class in {@code engine.portable.step} that carries it out; {@link
 * org.heliosimage.engine.portable.StepContext} is all that such a class sees of the build.
 */
@NullMarked
package org.heliosimage.engine.portable;

import org.jspecify.annotations.NullMarked;
