/**
 * Manifests: what a package consists of.
 *
 * <p>A manifest is UTF-8 text with one {@link org.heliosimage.ips.manifest.Action action} a line:
 *
 * <pre>
 * TYPE [PAYLOAD-HASH] KEY=VALUE KEY=VALUE ...
 * file 0a4d55a8d778e5022fab701977c5d840bbc486d0 path=etc/motd mode=0644 owner=root group=sys
 * </pre>
 *
 * <ul>
 *   <li>A trailing backslash joins the next line; lines that start with {@code #} are comments.
 *   <li>A value that starts with a quote runs to the next unescaped one and may be continued by
 *       further quoted strings; any other value runs to the next blank and is literal.
 *   <li>A key that is repeated makes a list in order.
 *   <li>{@code set NAME=VALUE} is short for {@code set name=NAME value=VALUE}.
 * </ul>
 *
 * <p>The bytes of a manifest matter, since the catalog holds their SHA-1: {@link
 * org.heliosimage.ips.manifest.Manifest} keeps them. {@link
 * org.heliosimage.ips.manifest.Action#toString()} is the canonical form, which pkg(1) writes into
 * caches and catalogs and which signatures cover.
 *
 * <p>Source of the facts: {@code manifest.py}, {@code actions/} of illumos pkg(7).
 */
@NullMarked
package org.heliosimage.ips.manifest;

import org.jspecify.annotations.NullMarked;
