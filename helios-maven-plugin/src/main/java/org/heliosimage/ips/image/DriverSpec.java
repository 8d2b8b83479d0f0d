package org.heliosimage.ips.image;

import java.util.List;

/**
 * What a driver action says.
 *
 * @param owner the package, for messages
 * @param perms {@code MINOR MODE OWNER GROUP} each
 * @param clonePerms the same, of the clone device whose minor name is the driver
 * @param policies words of a device policy each
 * @param devlinks lines of etc/devlink.tab, {@code \t} for a tab
 */
record DriverSpec(
    String owner,
    String name,
    List<String> aliases,
    List<String> classes,
    List<String> perms,
    List<String> clonePerms,
    List<String> privileges,
    List<String> policies,
    List<String> devlinks) {}
