#!/bin/sh
# Mounts the FAT file system of a USB stick at /iso and runs its postboot.sh: so what a ramdisk does
# can be changed without building it again.

. /lib/svc/share/smf_include.sh

PLACE=/iso
mkdir -p "$PLACE"

mounted() {
	awk -v place="$PLACE" '$2 == place { found = 1 } END { exit !found }' /etc/mnttab
}

if ! mounted; then
	for disk in $(diskinfo -H | awk '$1 == "SCSI" && /USB/ { print $2 }'); do
		for part in s0 p1 p2 p0; do
			[ "$(fstyp "/dev/rdsk/$disk$part" 2>/dev/null)" = pcfs ] || continue
			mount -F pcfs "/dev/dsk/$disk$part" "$PLACE" && break 2
		done
	done
fi
if ! mounted; then
	echo "There is no USB stick with a FAT file system." >&2
	exit $SMF_EXIT_ERR_FATAL
fi
if [ -f "$PLACE/postboot.sh" ]; then
	/usr/bin/bash "$PLACE/postboot.sh" || exit $SMF_EXIT_ERR_FATAL
fi
exit $SMF_EXIT_OK
