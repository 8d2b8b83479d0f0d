#!/bin/sh
# First boot of an image: every network link asks for addresses, then this service turns itself off.

. /lib/svc/share/smf_include.sh

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
