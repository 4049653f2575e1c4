/* What a guest can do to the host's end of a virtio-serial port; see port-faults.c. */
#ifndef PORT_FAULTS_H
#define PORT_FAULTS_H

/* They never return while the port can be written to; the process is renamed "port-fault" for killall. */
int port_flood(const char *port);
int port_drip(const char *port);
int port_fragments(const char *port);

#endif
