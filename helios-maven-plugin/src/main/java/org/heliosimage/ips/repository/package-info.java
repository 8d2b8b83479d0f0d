/**
 * Package repositories, version 4, as they lie on a disk or in the plugin's own jar.
 *
 * <pre>
 * pkg5.repository                              INI; [repository] version = 4
 * publisher/PUB/catalog/catalog.attrs ...      see {@link org.heliosimage.ips.catalog}
 * publisher/PUB/pkg/QUOTE(STEM)/QUOTE(VERSION) manifests
 * publisher/PUB/file/HH/HASH                   payloads, gzip; HASH is the SHA-1 of the content
 * file/HH/HASH                                 payloads shared by publishers
 * </pre>
 *
 * <ul>
 *   <li>Without a catalog a repository offers the manifests that it holds.
 *   <li>An older layout has the payloads at {@code HH/HHHHHH/HASH}.
 *   <li>Everything that is read is checked: manifests against the catalog, payloads against their
 *       names and the hashes and sizes in the manifest.
 * </ul>
 *
 * <p>Source of the facts: {@code server/repository.py}, {@code file_layout/layout.py} of illumos
 * pkg(7).
 */
@NullMarked
package org.heliosimage.ips.repository;

import org.jspecify.annotations.NullMarked;
