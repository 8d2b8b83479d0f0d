/**
 * The Maven goals: a thin layer that turns a project's configuration into a {@link
 * org.heliosimage.engine.BuildRequest}, tells what happens in Maven's log, attaches what was made,
 * and turns what went wrong into one sentence that names the parameter to change.
 */
@NullMarked
package org.heliosimage.maven;

import org.jspecify.annotations.NullMarked;
