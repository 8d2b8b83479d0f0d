#!/bin/sh
# Installs the system that an install medium carries on a disk: makes a pool, unpacks, and makes it
# bootable. Everything on the disk is lost.

set -e

POOL=rpool
BE=helios
ROOT=/tmp/install-root
MEDIUM=/tmp/install-medium
ARCHIVE=install/image.tar.gz

fail() {
	echo "install-helios: $*" >&2
	exit 1
}

if [ $# -ne 2 ]; then
	echo "usage: install-helios DISK NODENAME" >&2
	exit 2
fi
disk=$1
node=$2
if zpool list "$POOL" >/dev/null 2>&1; then
	fail "there is a pool $POOL already: export or destroy it first"
fi

# The medium is a CD or, if it was written to a stick, a disk with the same file system.
mkdir -p "$MEDIUM" "$ROOT"
found=
for raw in /dev/rdsk/*s2 /dev/rdsk/*p0 /dev/rdsk/*p2; do
	[ "$(fstyp "$raw" 2>/dev/null)" = hsfs ] || continue
	mount -F hsfs -o ro "/dev/dsk/${raw##*/}" "$MEDIUM" 2>/dev/null || continue
	if [ -f "$MEDIUM/$ARCHIVE" ]; then
		found=yes
		break
	fi
	umount "$MEDIUM"
done
[ -n "$found" ] || fail "no medium with $ARCHIVE is in this machine"

zpool create -f -B -O compression=on -R "$ROOT/none" "$POOL" "$disk"
zfs create -o canmount=off -o mountpoint=legacy "$POOL/ROOT"
zfs create -o canmount=noauto -o mountpoint=legacy "$POOL/ROOT/$BE"
zfs set org.opensolaris.libbe:uuid="$(uuidgen)" "$POOL/ROOT/$BE"
zfs set org.opensolaris.libbe:policy=static "$POOL/ROOT/$BE"
zfs create -o mountpoint=/home "$POOL/home"
mount -F zfs "$POOL/ROOT/$BE" "$ROOT"

echo "Unpacking..."
gzip -cd "$MEDIUM/$ARCHIVE" | (cd "$ROOT" && tar xep@f -)
devfsadm -r "$ROOT"
touch "$ROOT/reconfigure"

echo "$node" >"$ROOT/etc/nodename"
cp "$ROOT/etc/nsswitch.dns" "$ROOT/etc/nsswitch.conf"
for link in generic:generic_limited_net inetd_services:inetd_generic name_service:ns_dns; do
	ln -sf "${link#*:}.xml" "$ROOT/etc/svc/profile/${link%%:*}.xml"
done
for same in /etc/inet/chrony.conf /etc/ttydefs /etc/auto_master; do
	cp -p "$same" "$ROOT$same"
done

# Root can log in at the console, to set a password first of all.
(umask 077; awk -F: -v OFS=: '$1 == "root" { $2 = "" } { print }' "$ROOT/etc/shadow" >/tmp/shadow)
cat /tmp/shadow >"$ROOT/etc/shadow"
rm /tmp/shadow

# The console stays the one that this system was booted with.
mkdir -p "$ROOT/boot/conf.d"
for name in console os_console ttya-mode ttyb-mode; do
	value=$(prtconf -v /devices 2>/dev/null |
	    sed -n "/name='$name' type=string/{n;s/.*value='\\([^']*\\)'.*/\\1/p;}" | head -1)
	[ -z "$value" ] || echo "$name=\"$value\""
done >"$ROOT/boot/conf.d/console"

zpool set bootfs="$POOL/ROOT/$BE" "$POOL"
beadm activate "$BE"
bootadm install-bootloader -M -f -P "$POOL" -R "$ROOT"
bootadm update-archive -f -R "$ROOT"
umount "$MEDIUM"

echo "Installed: take out the medium and reboot. Root has no password."
