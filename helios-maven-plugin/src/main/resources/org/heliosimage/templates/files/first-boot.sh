#!/bin/sh
# First boot of an image: takes name, keys and a script from the metadata volume, if the machine has
# one, lets the root pool grow into the disk, has every network link ask for addresses, and turns
# itself off.

. /lib/svc/share/smf_include.sh

METADATA=/var/metadata
SCRIPT=$METADATA/userscript

# A metadata volume is a cpio archive from its first sector on: in text, or in binary form.
volume=
for disk in /dev/rdsk/*p0; do
	case $(dd if="$disk" bs=512 count=1 2>/dev/null | od -An -tx1 | tr -d ' \n') in
	303730373037*|c771*)
		volume=$disk
		;;
	esac
done

if [ -n "$volume" ]; then
	mkdir -p "$METADATA/files" && chmod 0700 "$METADATA"
	if (cd "$METADATA/files" && cpio -i -u -I "$volume"); then
		cd "$METADATA/files"
	else
		echo "The metadata volume $volume cannot be read." >&2
		exit $SMF_EXIT_ERR_FATAL
	fi
	if [ -s nodename ]; then
		read name <nodename
		echo "$name" >/etc/nodename
		/usr/bin/hostname "$name"
	fi
	if [ -s authorized_keys ]; then
		mkdir -p /root/.ssh && chmod 0700 /root/.ssh
		cp authorized_keys /root/.ssh/authorized_keys
		chmod 0600 /root/.ssh/authorized_keys
	fi
	if [ -s firstboot.sh ]; then
		cp firstboot.sh "$SCRIPT" && chmod 0700 "$SCRIPT"
		/usr/sbin/svcadm enable site/helios-user-script
	fi
fi

for disk in $(/sbin/zpool status rpool | awk '$1 ~ /^c[0-9]+(t[0-9A-F]+)?d[0-9]+/ { print $1 }'); do
	/sbin/zpool online -e rpool "$disk"
done

for link in $(/sbin/dladm show-phys -p -o link); do
	if ! /sbin/ipadm show-if "$link" >/dev/null 2>&1; then
		/sbin/ipadm create-if "$link" || continue
	fi
	/sbin/ipadm show-addr "$link/dhcp" >/dev/null 2>&1 ||
	    /sbin/ipadm create-addr -T dhcp "$link/dhcp"
	/sbin/ipadm show-addr "$link/v6" >/dev/null 2>&1 ||
	    /sbin/ipadm create-addr -T addrconf "$link/v6"
done

/usr/sbin/svcadm disable "$SMF_FMRI"
exit $SMF_EXIT_OK
