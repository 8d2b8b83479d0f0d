/**
 * Package repositories, version 4: folders, archives, depots, web servers, and the plugin's own
 * jar.
 *
 * <p>A folder:
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
 * <p>A depot answers operations, each under a version; {@code versions/0/} lists them. Packages are
 * quoted, so a slash in a name is {@code %2F}:
 *
 * <pre>
 * PUB/catalog/1/NAME                           a file of the catalog
 * PUB/manifest/0/QUOTE(STEM)@QUOTE(VERSION)    a manifest
 * PUB/file/1/HASH                              a payload
 * publisher/0/                                 {"publishers":[{"name":PUB},...]}
 * </pre>
 *
 * <p>What is read over the network is kept, see {@code RemoteCache}: catalogs until the server has
 * a newer one, manifests and payloads by their hashes.
 *
 * <p>Source of the facts: {@code server/depot.py}, {@code client/transport/}, {@code
 * server/repository.py}, {@code file_layout/layout.py} of illumos pkg(7).
 */
@NullMarked
package org.heliosimage.ips.repository;

import org.jspecify.annotations.NullMarked;
