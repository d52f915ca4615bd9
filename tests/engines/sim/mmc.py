"""M/M/c, the queue whose mean wait is known exactly: Poisson arrivals, exponential service, c servers."""

from math import factorial

from labs.engines.sim import Component, Simulation


class Mmc(Component):
    """Customers arrive, wait their turn, are served; waits are summed in microseconds."""

    def __init__(self, sim: Simulation, arrival_us: int, service_us: int, servers: int, quiet: bool) -> None:
        super().__init__(sim, "mmc")
        self._arrival_us, self._service_us, self._servers, self._quiet = arrival_us, service_us, servers, quiet
        self._arrivals, self._services = self.chance("arrivals"), self.chance("services")
        self.waiting: list[int] = []
        self.head = 0
        self.busy = self.served = self.waited_us = 0
        self.call_later(self._arrivals.expovariate_us(arrival_us), "arrive")

    def arrive(self) -> None:
        now_us = self.sim.now_us
        self.call_later(self._arrivals.expovariate_us(self._arrival_us), "arrive")
        if not self._quiet:
            self.emit("Arrived", customer=self.served + self.busy + len(self.waiting) - self.head)
        if self.busy < self._servers:
            self.start(now_us)
        else:
            self.waiting.append(now_us)

    def start(self, arrived_us: int) -> None:
        self.busy += 1
        self.waited_us += self.sim.now_us - arrived_us
        self.call_later(self._services.expovariate_us(self._service_us), "leave")

    def leave(self) -> None:
        self.busy -= 1
        self.served += 1
        if not self._quiet:
            self.emit("Served", customer=self.served)
        if self.head < len(self.waiting):
            self.head += 1
            self.start(self.waiting[self.head - 1])
            if self.head == 512:
                del self.waiting[:512]
                self.head = 0


def erlang_c_wait_us(arrival_us: int, service_us: int, servers: int) -> float:
    """Mean time in the queue, by Erlang's formula."""
    load = service_us / arrival_us
    busy_all = load**servers / factorial(servers) / (1 - load / servers)
    none_waits = sum(load**k / factorial(k) for k in range(servers))
    return busy_all / (none_waits + busy_all) * service_us / (servers - load)
