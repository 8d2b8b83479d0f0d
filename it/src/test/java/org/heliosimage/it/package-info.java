/**
 * Builds projects as a user does. Every build is a Maven of its own; its local repository holds the
 * plugin and the archetype of this build ({@code target/it-repo}), and takes everything else from
 * the local repository of the Maven that runs the tests, or from Maven Central.
 *
 * <p>Each test works in a folder of its own below {@code it/target/work}, where the logs of its
 * builds stay.
 */
package org.heliosimage.it;
