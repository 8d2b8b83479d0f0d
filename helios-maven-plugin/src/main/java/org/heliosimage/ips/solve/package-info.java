/**
 * Which versions of which packages an image gets.
 *
 * <p>{@link org.heliosimage.ips.solve.Solver} turns packages and their dependencies into clauses
 * over one variable per package version, asks a SAT solver, and chooses among the solutions: newest
 * first, nothing superfluous, always the same one. It knows nothing of catalogs, images or files:
 * its caller has applied variants and facets to the dependencies already.
 */
@NullMarked
package org.heliosimage.ips.solve;

import org.jspecify.annotations.NullMarked;
