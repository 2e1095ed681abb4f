"""pandas reading a CSV file with its dates, as turns.py says: the workload is the file, the mode the setting. usage: pandas_turns.py"""
import pandas

import turns

SETTINGS = {
    "defaults": {},
    # Each stamp comes once: nothing is gained by remembering them.
    "dates not cached": {"cache_dates": False},
    "dates not cached, file mapped": {"cache_dates": False, "memory_map": True},
}


def reading(path, setting):
    def read():
        frame = pandas.read_csv(path, parse_dates=["time"], **SETTINGS[setting])
        if frame["time"].dtype.kind != "M" or any(kind.kind != "f" for kind in frame.dtypes[1:]):
            raise ValueError(f"the columns are {list(frame.dtypes)}")

    return read


if __name__ == "__main__":
    turns.serve(pandas.__version__, reading)
