/**
 * Package archives: a repository in one file, an uncompressed tar.
 *
 * <pre>
 * pkg5.index.0.gz             first; extended header comment=pkg5.archive.version.0
 * publisher/PUB/pkg/STEM/...  manifests, as in a repository folder
 * publisher/PUB/file/HH/...   payloads
 * pkg5.repository             last
 * </pre>
 *
 * <p>There is no catalog. The index is a line for each member, compressed by gzip:
 *
 * <pre>
 * NAME NUL OFFSET NUL BLOCKS NUL SIZE NUL TYPE NUL LF
 * </pre>
 *
 * <p>OFFSET is where the first header of the member starts, counted from the end of the index. Only
 * it and the name are to be believed: writers disagree about the rest. A tar of a repository
 * without an index is an archive too; its headers are read one after another.
 *
 * <p>Sources: {@code p5p.py}, {@code pkgtarfile.py} of illumos pkg(7); POSIX.1-2017, "pax
 * Interchange Format"; GNU tar manual, "Basic Tar Format".
 */
@NullMarked
package org.heliosimage.ips.p5p;

import org.jspecify.annotations.NullMarked;
