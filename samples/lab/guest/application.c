/*
 * An application that registers with our guest agent and answers its challenges (guest-agent/README.md, "Applications").
 * SIGUSR1: it is not well from now on; SIGUSR2: it is well again. SIGTERM: it deregisters and ends.
 */
#define _GNU_SOURCE
#include "application.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static volatile sig_atomic_t is_ill, is_over;

static void on_signal(int number)
{
    if (number == SIGTERM)
        is_over = 1;
    else
        is_ill = number == SIGUSR1;
}

static int agent_socket(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        perror(path);
        exit(1);
    }
    return fd;
}

int application(const char *path, const char *action)
{
    char line[1100];
    struct sigaction act = {.sa_handler = on_signal};
    sigaction(SIGUSR1, &act, NULL);
    sigaction(SIGUSR2, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    FILE *agent = fdopen(agent_socket(path), "r+");
    setvbuf(agent, NULL, _IOLBF, 0);
    dprintf(fileno(agent), "{\"type\":\"register\",\"name\":\"lab\",\"interval_ms\":1000,\"corrective_action\":\"%s\"}\n",
            action);
    while (!is_over) {
        if (!fgets(line, sizeof line, agent)) {
            if (errno != EINTR)
                return 1;
            clearerr(agent);
            errno = 0;
            continue;
        }
        printf("%s", line);
        fflush(stdout);
        const char *id = strstr(line, "\"id\":");
        if (id && strstr(line, "\"challenge\""))
            dprintf(fileno(agent), "{\"type\":\"response\",\"id\":%ld,\"health\":\"%s\"}\n", strtol(id + 5, NULL, 10),
                    is_ill ? "unhealthy\",\"text\":\"the lab says so" : "healthy");
    }
    dprintf(fileno(agent), "{\"type\":\"deregister\"}\n");
    return 0;
}
