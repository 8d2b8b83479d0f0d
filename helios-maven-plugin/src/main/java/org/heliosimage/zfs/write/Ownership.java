package org.heliosimage.zfs.write;

import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.zfs.zap.ZapBuilder;
import org.heliosimage.zfs.zap.ZapException;
import org.heliosimage.zfs.zap.ZapImage;

/** How much each user and each group owns, as {@code zfs userspace} shows it. */
final class Ownership {

  private final Map<Integer, Long> users = new TreeMap<>();
  private final Map<Integer, Long> groups = new TreeMap<>();

  void add(int uid, int gid, long bytes) {
    users.merge(uid, bytes, Long::sum);
    groups.merge(gid, bytes, Long::sum);
  }

  ZapImage users(long salt) throws ZapException {
    return table(users, salt);
  }

  ZapImage groups(long salt) throws ZapException {
    return table(groups, salt);
  }

  private static ZapImage table(Map<Integer, Long> usage, long salt) throws ZapException {
    ZapBuilder zap = new ZapBuilder(salt);
    usage.forEach((id, bytes) -> zap.put(Integer.toHexString(id), bytes));
    return zap.build();
  }
}
