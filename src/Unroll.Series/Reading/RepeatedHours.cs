using System.Runtime.InteropServices;

namespace Unroll.Series.Reading;

/// <summary>
/// The distinction of the two hours that a clock shows with the same times when it is set back: by the direction in which the rows of that
/// day run, oldest or newest first. A time that stands once is the one of the two that follows the row before at the usual step.
/// </summary>
/// <param name="clock">The zone.</param>
internal sealed class RepeatedHours(LocalClock clock)
{
    /// <summary>Share of the steps of a day that must have one direction.</summary>
    private const double ClearShare = 0.6;

    private readonly Dictionary<(int Series, int Variable, long Day), Day> _days = [];
    private (int Series, int Variable) _lastKey = (-1, -1);
    private long _lastLocal;
    private long _rises;
    private long _falls;
    private int _rows;

    /// <summary>Takes the next row.</summary>
    /// <param name="series">Its series.</param>
    /// <param name="variable">What was measured, where a row is one measurement.</param>
    /// <param name="ticks">Its stamp: local, or in UTC where it says so by itself.</param>
    /// <param name="isUtc">Whether the stamp is in UTC.</param>
    /// <param name="first">The stamp in UTC; the first of two where the clock shows it twice.</param>
    /// <param name="second">The second of the two; else the same.</param>
    /// <returns>Whether there was such a time.</returns>
    public bool TryAdd(int series, int variable, long ticks, bool isUtc, out long first, out long second)
    {
        int row = _rows++;
        first = second = ticks;
        if (isUtc)
        {
            return true;
        }

        if (!clock.TryToUtc(ticks, out first, out second))
        {
            return false;
        }

        int direction = _lastKey == (series, variable) ? ticks.CompareTo(_lastLocal) : 0;
        _rises += direction > 0 ? 1 : 0;
        _falls += direction < 0 ? 1 : 0;
        if (!clock.IsEvenDay)
        {
            ref Day? day = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _days, (series, variable, ticks / TimeSpan.TicksPerDay), out _);
            day ??= new();
            day.Add(new(row, ticks, first, second));
        }

        (_lastKey, _lastLocal) = ((series, variable), ticks);
        return true;
    }

    /// <summary>The rows whose stamp is the second one of its time, with that stamp.</summary>
    /// <param name="unclear">A time that stands for both, of rows in no order; null where there is none.</param>
    public IReadOnlyDictionary<int, long> Seconds(out DateTime? unclear)
    {
        unclear = null;
        Dictionary<int, long> seconds = [];
        foreach (Day day in _days.Values)
        {
            unclear ??= day.Resolve(Direction(_rises, _falls), seconds);
        }

        return seconds;
    }

    /// <summary>1 for rising, −1 for falling, 0 where neither is clear.</summary>
    private static int Direction(long rises, long falls) => rises + falls == 0 ? 1
        : rises > ClearShare * (rises + falls) ? 1
        : falls > ClearShare * (rises + falls) ? -1 : 0;

    /// <summary>The rows of one series on a day on which the clock changes.</summary>
    private sealed class Day
    {
        private readonly List<Row> _rows = [];

        public void Add(Row row) => _rows.Add(row);

        /// <summary>Notes the rows that are the second of their time.</summary>
        /// <returns>Null, or a time that stands for both moments, of rows in no order.</returns>
        public DateTime? Resolve(int usual, Dictionary<int, long> seconds)
        {
            Dictionary<long, int> counts = _rows.CountBy(row => row.Local).ToDictionary();
            Row[] twofold = [.. _rows.Where(row => row.First != row.Second)];
            int each = EachStands(counts, [.. twofold.Select(row => row.Local)]);
            int direction = DirectionOf(usual);
            if (direction == 0)
            {
                return Array.Find(twofold, row => counts[row.Local] > each) is { Local: > 0 } unclear ? new DateTime(unclear.Local) : null;
            }

            if (direction < 0)
            {
                _rows.Reverse();
            }

            long step = Step();
            Dictionary<long, int> seen = [];
            long before = -1, last = -1;
            foreach (Row row in _rows)
            {
                if (row.First == row.Second)
                {
                    (before, last) = row.First == last ? (before, last) : (last, row.First);
                    continue;
                }

                // Both moments may stand several times: the earlier half of the rows is the first one. Where there is only one of them, it
                // is the one that follows the row before at the usual step.
                int number = CollectionsMarshal.GetValueRefOrAddDefault(seen, row.Local, out _)++;
                before = last == row.First || last == row.Second ? before : last;
                bool isSecond = counts[row.Local] > each ? 2 * number >= counts[row.Local]
                    : before >= row.First || (before >= 0 && Math.Abs(row.Second - before - step) < Math.Abs(row.First - before - step));
                last = isSecond ? row.Second : row.First;
                if (isSecond)
                {
                    seconds.Add(row.Number, row.Second);
                }
            }

            return null;
        }

        /// <summary>Rows that one time has, where the clock shows it once.</summary>
        private static int EachStands(Dictionary<long, int> counts, HashSet<long> twofold)
        {
            int[] others = [.. counts.Where(pair => !twofold.Contains(pair.Key)).Select(pair => pair.Value).Order()];
            return others.Length == 0 ? 1 : others[others.Length / 2];
        }

        private int DirectionOf(int usual)
        {
            long rises = 0, falls = 0;
            for (int i = 1; i < _rows.Count; i++)
            {
                rises += _rows[i].Local > _rows[i - 1].Local ? 1 : 0;
                falls += _rows[i].Local < _rows[i - 1].Local ? 1 : 0;
            }

            return rises + falls == 0 ? usual : Direction(rises, falls);
        }

        /// <summary>The most frequent distance of neighbours that stand for one moment each; 0 where there are none.</summary>
        private long Step() => Enumerable.Range(1, Math.Max(0, _rows.Count - 1))
            .Where(
                i => _rows[i].First == _rows[i].Second && _rows[i - 1].First == _rows[i - 1].Second
                    && _rows[i].First > _rows[i - 1].First)
            .CountBy(i => _rows[i].First - _rows[i - 1].First).OrderByDescending(pair => pair.Value).FirstOrDefault().Key;
    }

    /// <summary>A row of a day on which the clock changes.</summary>
    private readonly record struct Row(int Number, long Local, long First, long Second);
}
