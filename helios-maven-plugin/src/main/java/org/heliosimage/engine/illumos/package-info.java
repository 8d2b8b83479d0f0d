/**
 * The engine that drives the tools of an illumos host, as the scripts of helios-engvm do: {@code
 * pfexec image-builder build …} with a ZFS dataset as its work area.
 *
 * <p>The package {@code engine.script} says which commands there are, {@code TemplateFolder} lays
 * the templates out for them, {@code Launcher} runs them, {@code HostCheck} and {@code
 * ImageBuilder} see to it before that they can run.
 */
@NullMarked
package org.heliosimage.engine.illumos;

import org.jspecify.annotations.NullMarked;
