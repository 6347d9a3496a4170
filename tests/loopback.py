"""Bring up the loopback interface in a network namespace of our own, where no tool for it is installed."""

import fcntl
import socket
import struct

_SIOCSIFFLAGS, _IFF_UP = 0x8914, 0x1

if __name__ == "__main__":
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as anything:
        fcntl.ioctl(anything, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))
