#!/bin/sh
# Runs the script that came with the metadata volume, once; one that fails is tried again at the
# next boot.

. /lib/svc/share/smf_include.sh

SCRIPT=/var/metadata/userscript

if [ -x "$SCRIPT" ]; then
	"$SCRIPT" || exit $SMF_EXIT_ERR_FATAL
	rm -f "$SCRIPT"
fi

/usr/sbin/svcadm disable "$SMF_FMRI"
exit $SMF_EXIT_OK
