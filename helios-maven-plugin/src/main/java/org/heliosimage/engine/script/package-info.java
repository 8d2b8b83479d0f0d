/**
 * Which templates a goal runs, with which features, and what their outputs are named after: what
 * the scripts of helios-engvm do for the same options. Both engines run this list.
 *
 * <p>{@code Scripts} makes the list of {@code Call}s; {@code Switches} are the options of the
 * scripts, whether told as parameters ({@code Options}) or as features.
 */
@NullMarked
package org.heliosimage.engine.script;

import org.jspecify.annotations.NullMarked;
