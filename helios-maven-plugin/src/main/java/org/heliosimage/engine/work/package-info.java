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
 * <p>Every file appears under its name by a rename, after its bytes have reached the disk; records
 * and snapshots end in a checksum of themselves. A record is written last, so a stage that was
 * killed has none, or that of its predecessor, which names outputs and inputs that no longer are as
 * it says.
 */
@NullMarked
package org.heliosimage.engine.work;

import org.jspecify.annotations.NullMarked;
