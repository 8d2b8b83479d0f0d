/**
 * Signatures of packages: who vouches for a manifest, and whether that is believed.
 *
 * <pre>
 * signature CERT-HASH algorithm=rsa-sha256 chain="HASH HASH" value=HEX version=0 ...
 * </pre>
 *
 * <ul>
 *   <li>The payload is the signer's certificate; {@code chain} names certificates that lead from it
 *       towards an authority, by SHA-1, and {@code pkg.chain.ALGORITHM} by stronger hashes. All are
 *       PEM files that the repository holds like any payload.
 *   <li>Signed are all actions but other signatures, whatever variants they are for: see {@link
 *       org.heliosimage.ips.trust.SignedText}. A manifest's hashes vouch for its payloads.
 *   <li>A signature without certificate ({@code algorithm=sha256}) is a checksum and vouches for
 *       nobody. One for a variant, of a later version or an unknown algorithm is passed over.
 *   <li>The chain has to end at an authority that is trusted: one approved for the publisher or one
 *       of the image's trust anchors. Every certificate on the way needs the right use, must not
 *       have been withdrawn, and must not have expired when the package was published: nobody's
 *       clock is asked. A certificate may be younger than the package, which may be signed later.
 *   <li>What is done about packages without signature is up to the {@link
 *       org.heliosimage.ips.trust.SignaturePolicy}.
 * </ul>
 *
 * <p>Source of the facts: {@code actions/signature.py}, {@code client/sigpolicy.py} and {@code
 * client/publisher.py} of illumos pkg(7).
 */
@NullMarked
package org.heliosimage.ips.trust;

import org.jspecify.annotations.NullMarked;
