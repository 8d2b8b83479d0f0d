/**
 * Makes packages of what a project has: the other direction of a build, which needs neither
 * templates nor a work area.
 */
@NullMarked
package org.heliosimage.engine.publish;

import org.jspecify.annotations.NullMarked;
