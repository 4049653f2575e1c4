/*
 * The lab's helper inside the guest; one static program, its first argument says what to be.
 *
 *   control PORT   keep /dev/virtio-ports/NAME links for all ports, and run each line that arrives on
 *                  PORT with /bin/sh; the output goes back, followed by a line "EXIT n"
 *   spin           one ordinary busy loop per CPU: busy, yet alive
 *   rt-spin        one SCHED_FIFO 99 busy loop per CPU: the vCPUs serve nothing else
 *   memory-hog     take memory for ever, immune to the out-of-memory killer
 *   application SOCKET ACTION                   see application.c
 *   flood PORT | drip PORT | fragments PORT     see port-faults.c
 */
#define _GNU_SOURCE
#include "application.h"
#include "port-faults.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RESCAN_MS = 500, HANGUP_PAUSE_MS = 50, LINE_MAX_BYTES = 8192 };

static void pause_ms(long ms)
{
    struct timespec t = {ms / 1000, (ms % 1000) * 1000000L};
    nanosleep(&t, NULL);
}

static int write_text(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY);
    if (fd < 0)
        return -1;
    ssize_t written = write(fd, text, strlen(text));
    close(fd);
    return written < 0 ? -1 : 0;
}

static void write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, data, size);
        if (n < 0 && errno != EINTR)
            return;
        if (n > 0) {
            data += n;
            size -= (size_t)n;
        }
    }
}

/* What udev does elsewhere: /dev/virtio-ports/NAME -> ../vportXpY */
static void link_ports(void)
{
    static const char root[] = "/sys/class/virtio-ports";
    DIR *ports = opendir(root);
    if (!ports)
        return;
    mkdir("/dev/virtio-ports", 0755);
    for (struct dirent *entry; (entry = readdir(ports));) {
        char path[512], name[256] = "", target[300];
        snprintf(path, sizeof path, "%s/%s/name", root, entry->d_name);
        FILE *file = entry->d_name[0] == '.' ? NULL : fopen(path, "r");
        if (!file)
            continue;
        if (fscanf(file, "%255s", name) == 1) {
            snprintf(path, sizeof path, "/dev/virtio-ports/%s", name);
            snprintf(target, sizeof target, "../%s", entry->d_name);
            char now[300] = "";
            ssize_t n = readlink(path, now, sizeof now - 1);
            if (n < 0 || strcmp(now, target) != 0) {
                unlink(path);
                if (symlink(target, path) != 0)
                    perror(path);
            }
        }
        fclose(file);
    }
    closedir(ports);
}

static void answer(int fd, const char *command)
{
    char buffer[4096];
    int status = -1;
    FILE *output = popen(command, "r");
    if (output) {
        size_t n;
        while ((n = fread(buffer, 1, sizeof buffer, output)) > 0)
            write_all(fd, buffer, n);
        status = pclose(output);
    }
    int size = snprintf(buffer, sizeof buffer, "EXIT %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 255);
    write_all(fd, buffer, (size_t)size);
}

static _Noreturn void control(const char *port)
{
    char path[300], line[LINE_MAX_BYTES];
    size_t used = 0;
    int fd = -1, hangups = 0;
    snprintf(path, sizeof path, "/dev/virtio-ports/%s", port);
    for (;;) {
        if (fd < 0) {
            link_ports();
            fd = open(path, O_RDWR | O_CLOEXEC);
            if (fd < 0) {
                pause_ms(access("/dev/virtio-ports", F_OK) == 0 ? RESCAN_MS : 20);
                continue;
            }
        }
        struct pollfd watched = {fd, POLLIN, 0};
        if (poll(&watched, 1, RESCAN_MS) == 0) {
            link_ports();
            continue;
        }
        ssize_t n = watched.revents & POLLIN ? read(fd, line + used, sizeof line - used) : 0;
        if (n <= 0) {
            /* Nobody on the host's side: poll says so at once and for ever, hence the pause.
               A port that was unplugged answers ENODEV: look for it anew. */
            if (n < 0 && errno != EAGAIN && errno != EINTR) {
                close(fd);
                fd = -1;
            }
            used = 0;
            pause_ms(HANGUP_PAUSE_MS);
            if (++hangups % (RESCAN_MS / HANGUP_PAUSE_MS) == 0)
                link_ports();
            continue;
        }
        used += (size_t)n;
        for (char *end; (end = memchr(line, '\n', used));) {
            size_t size = (size_t)(end - line) + 1;
            *end = '\0';
            answer(fd, line);
            memmove(line, line + size, used - size);
            used -= size;
        }
        if (used == sizeof line)
            used = 0;
    }
}

static int spin(int realtime)
{
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    /* Without this the kernel keeps 5 % of each CPU for ordinary tasks. */
    if (realtime && write_text("/proc/sys/kernel/sched_rt_runtime_us", "-1") != 0)
        perror("sched_rt_runtime_us");
    for (long cpu = 0; cpu < cpus; cpu++) {
        if (fork() != 0)
            continue;
        cpu_set_t only;
        CPU_ZERO(&only);
        CPU_SET(cpu, &only);
        sched_setaffinity(0, sizeof only, &only);
        prctl(PR_SET_NAME, "busy-loop"); /* so that killall finds it, and not the control process */
        struct sched_param highest = {99};
        if (realtime && sched_setscheduler(0, SCHED_FIFO, &highest) != 0)
            perror("sched_setscheduler");
        for (;;)
            ;
    }
    return 0;
}

static _Noreturn void memory_hog(void)
{
    write_text("/proc/self/oom_score_adj", "-1000");
    for (;;) {
        char *block = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
        if (block == MAP_FAILED)
            pause_ms(10);
        else
            memset(block, 1, 1 << 20);
    }
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    if (argc == 3 && strcmp(argv[1], "control") == 0)
        control(argv[2]);
    if (argc == 2 && strcmp(argv[1], "spin") == 0)
        return spin(0);
    if (argc == 2 && strcmp(argv[1], "rt-spin") == 0)
        return spin(1);
    if (argc == 2 && strcmp(argv[1], "memory-hog") == 0)
        memory_hog();
    if (argc == 4 && strcmp(argv[1], "application") == 0)
        return application(argv[2], argv[3]);
    if (argc == 3 && strcmp(argv[1], "flood") == 0)
        return port_flood(argv[2]);
    if (argc == 3 && strcmp(argv[1], "drip") == 0)
        return port_drip(argv[2]);
    if (argc == 3 && strcmp(argv[1], "fragments") == 0)
        return port_fragments(argv[2]);
    fprintf(stderr, "usage: lab-guest control PORT | spin | rt-spin | memory-hog | application SOCKET ACTION"
                    " | flood|drip|fragments PORT\n");
    return 2;
}
