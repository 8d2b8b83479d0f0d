#!/bin/sh
# Runs the script that the loader has put beside the ramdisk as postboot.sh, if there is one.

. /lib/svc/share/smf_include.sh

JOB=/system/boot/postboot.sh

if [ -f "$JOB" ]; then
	echo "Running $JOB" >/dev/msglog
	/usr/bin/bash "$JOB" || exit $SMF_EXIT_ERR_FATAL
else
	echo "There is no $JOB to run" >/dev/msglog
fi
exit $SMF_EXIT_OK
