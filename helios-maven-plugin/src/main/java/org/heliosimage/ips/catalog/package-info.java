/**
 * Catalogs, version 1: what a repository offers.
 *
 * <p>UTF-8 JSON, one line, no blanks, ending in a newline:
 *
 * <pre>
 * catalog.attrs        {"created":TIME,"last-modified":TIME,"package-count":N,"package-version-count":N,
 *                       "parts":{"catalog.base.C":{"last-modified":TIME,"signature-sha-1":HEX},...},
 *                       "updates":{},"version":1,"_SIGNATURE":{"sha-1":HEX}}
 * catalog.base.C       {"PUB":{"STEM":[{"signature-sha-1":HEX,"version":VERSION},...]},"_SIGNATURE":...}
 * catalog.dependency.C {"PUB":{"STEM":[{"actions":["depend ..."],"version":VERSION},...]},...}
 * catalog.summary.C    the same with the descriptive set actions
 * </pre>
 *
 * <ul>
 *   <li>The versions of a stem ascend. {@code signature-sha-1} of a version is the SHA-1 of its
 *       manifest.
 *   <li>The dependency part holds everything a solver needs, so no manifest is read before the
 *       solution is known. A version without such actions has no entry there.
 *   <li>{@code _SIGNATURE} is the SHA-1 of the file as it was before the signature was put in at
 *       its end: the text up to the comma in front of it, a closing brace and a newline. That of a
 *       part must equal the one that {@code catalog.attrs} states.
 * </ul>
 *
 * <p>Source of the facts: {@code catalog.py} and {@code doc/catalog-v1.txt} of illumos pkg(7).
 */
@NullMarked
package org.heliosimage.ips.catalog;

import org.jspecify.annotations.NullMarked;
