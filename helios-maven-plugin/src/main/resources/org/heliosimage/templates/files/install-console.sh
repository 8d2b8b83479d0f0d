#!/bin/sh
# Greets and gives a root shell to whoever sits at the console of an install medium.

cat <<'END'

This machine runs from an install medium. Nothing on its disks has been touched.

  diskinfo                        lists the disks
  install-helios DISK NODENAME    installs the system on a disk, which erases it

END

PATH=/usr/sbin:/usr/bin:/sbin HOME=/root LOGNAME=root PS1='# '
export PATH HOME LOGNAME PS1
unset SMF_FMRI SMF_METHOD SMF_RESTARTER SMF_ZONENAME
cd /root && exec /usr/bin/bash --login
