package org.heliosimage.ips.publish;

import java.util.SortedMap;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.tree.Content;

/**
 * A package ready for a repository.
 *
 * @param fmri its full name
 * @param manifest its manifest in canonical form
 * @param payloads compressed payloads by name
 */
public record PublishedPackage(Fmri fmri, Manifest manifest, SortedMap<String, Content> payloads) {}
