using Unroll.Data;
using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>
/// The windows of a <see cref="WindowTable"/> as samples of a network: views, never copies of the series. Step k of a window that ends at
/// row o (its origin) holds the past columns of row t = o − length + 1 + k, followed by the columns known in advance of rows t + 1 … t +
/// horizon: at its last step a network knows the calendar of all it predicts, rows o + 1 … o + horizon, and at each step before it has
/// seen that calendar beside the value that came of it.
/// </summary>
public sealed class WindowSource : SampleSource
{
    private readonly WindowTable _table;
    private readonly WindowOptions _options;
    private readonly int[] _origins;

    /// <summary>The windows all of whose targets are in a run of rows; their inputs may reach back before it.</summary>
    /// <param name="table">The series.</param>
    /// <param name="options">Length and horizon.</param>
    /// <param name="targets">The run of rows.</param>
    /// <exception cref="InputException">No window fits, or one touches a missing value and that is refused.</exception>
    public WindowSource(WindowTable table, WindowOptions options, RowRange targets)
        : this(table, options, AdmissibleOrigins(table, options, targets), withTargets: true)
    {
    }

    private WindowSource(WindowTable table, WindowOptions options, IEnumerable<int> origins, bool withTargets)
    {
        _table = table;
        _options = options;
        List<int> kept = [];
        foreach (int origin in origins)
        {
            string? missing = FindMissing(origin, withTargets);
            if (missing is null)
            {
                kept.Add(origin);
            }
            else if (options.SkipMissing)
            {
                SkippedCount++;
            }
            else
            {
                throw new InputException(
                    $"{missing} is missing, and a window needs it: fill missing values (recipe: prepare: missing: forward), or leave those rows out.");
            }
        }

        _origins = [.. kept];
        if (_origins.Length == 0)
        {
            throw new InputException($"All {SkippedCount} windows touch a missing value: fill missing values (recipe: prepare: missing: forward).");
        }

        InputShape = Shape.Sequence(options.Length, table.PastNames.Count + (options.Horizon * table.KnownNames.Count));
        TargetShape = Shape.Vector(options.Horizon);
    }

    /// <inheritdoc/>
    public override int Count => _origins.Length;

    /// <inheritdoc/>
    public override Shape InputShape { get; }

    /// <inheritdoc/>
    public override Shape TargetShape { get; }

    /// <summary>Windows left out because they touch a missing value.</summary>
    public int SkippedCount { get; }

    /// <summary>Stamps of the series' rows.</summary>
    public TimeIndex Time => _table.Time;

    /// <summary>The last input row of a window: its targets are the rows that follow.</summary>
    /// <param name="sample">The window, from 0.</param>
    public int Origin(int sample) => _origins[sample];

    /// <summary>The one window that ends at a row, without looking at its targets: what a forecast is made from.</summary>
    /// <param name="table">The series; it must hold the columns known in advance of the rows to be predicted.</param>
    /// <param name="options">Length and horizon.</param>
    /// <param name="origin">The last row that is known.</param>
    /// <exception cref="InputException">The window does not fit, or touches a missing value.</exception>
    public static WindowSource At(WindowTable table, WindowOptions options, int origin)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (origin + 1 < options.Length)
        {
            throw TooFewRows(options, origin + 1, 0);
        }

        return new(table, options with { SkipMissing = false }, [origin], withTargets: false);
    }

    /// <inheritdoc/>
    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        int past = _table.PastNames.Count;
        for (int row = 0; row < samples.Length; row++)
        {
            int first = _origins[samples[row]] - _options.Length + 1;
            for (int step = 0; step < _options.Length; step++)
            {
                Span<float> features = destination.At(step, row);
                _table.Past(first + step).CopyTo(features);
                _table.Known(first + step + 1, _options.Horizon).CopyTo(features[past..]);
            }
        }
    }

    /// <inheritdoc/>
    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        for (int row = 0; row < samples.Length; row++)
        {
            _table.Target(_origins[samples[row]] + 1, _options.Horizon).CopyTo(destination.At(0, row));
        }
    }

    private static IEnumerable<int> AdmissibleOrigins(WindowTable table, WindowOptions options, RowRange targets)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Horizon, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(targets.End, table.RowCount);
        int first = Math.Max(targets.Start - 1, options.Length - 1);
        int last = targets.End - options.Horizon - 1;
        if (last >= first)
        {
            return Enumerable.Range(first, last - first + 1);
        }

        throw targets.Count < options.Horizon
            ? new InputException(
                $"A window predicts {options.Horizon} rows, but the part that they must be in has {targets.Count} rows: give a longer part, or a shorter horizon.")
            : TooFewRows(options, targets.End, options.Horizon);
    }

    private static InputException TooFewRows(WindowOptions options, int rows, int horizon) => new(
        $"A window needs {options.Length + horizon} rows ({options.Length} in" + (horizon > 0 ? $", {horizon} to be predicted" : "") +
        $"), but there are {rows}: give more rows, or a shorter window.");

    /// <summary>The first missing value that a window touches, as a message names it; null where there is none.</summary>
    private string? FindMissing(int origin, bool withTargets)
    {
        for (int row = origin - _options.Length + 1; row <= origin; row++)
        {
            if (Find(_table.Past(row), _table.PastNames, row) is { } missing)
            {
                return missing;
            }
        }

        for (int row = origin - _options.Length + 2; row <= origin + _options.Horizon; row++)
        {
            if (Find(_table.Known(row, 1), _table.KnownNames, row) is { } missing)
            {
                return missing;
            }

            if (withTargets && row > origin && float.IsNaN(_table.Target(row, 1)[0]))
            {
                return $"'{_table.TargetName}' on {TimeIndex.ToText(_table.Time[row])}";
            }
        }

        return null;
    }

    private string? Find(ReadOnlySpan<float> values, IReadOnlyList<string> names, int row)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
            {
                return $"'{names[i]}' on {TimeIndex.ToText(_table.Time[row])}";
            }
        }

        return null;
    }
}
