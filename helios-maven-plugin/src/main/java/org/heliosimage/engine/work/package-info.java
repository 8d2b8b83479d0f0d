/**
 * The work area: what the portable engine keeps between builds so that nothing is done twice, and
 * how it keeps it so that nothing half-done is ever trusted.
 *
 * <pre>
 * WORK/cache/                     verified downloads, shared by all projects
 * WORK/DATASET/PROJECT/           one folder for each project folder; PROJECT is a digest of its path
 *     lock                        held by the build that works here
 *     digests                     SHA-256 of files by path, size, time and file key
 *     records/GROUP-NAME.stage    what a stage consulted and what it made, see StageRecord
 *     snapshots/GROUP-NAME.tree   the file tree after a stage, see TreeFile
 *     scratch/                    emptied when a build begins and when it ends
 * </pre>
 *
 * <p>Every file appears under its name by a rename when it is complete; records and snapshots end
 * in a checksum of themselves. The record of a stage is removed before the stage runs and written
 * when all else is in place, so a stage that was killed has none. Nothing waits for the disk: a
 * machine that loses its power in the middle of a build may leave an image whose record is there
 * and whose bytes are not, which the goal verify finds out.
 */
@NullMarked
package org.heliosimage.engine.work;

import org.jspecify.annotations.NullMarked;
