using Unroll.Series.Frames;

namespace Unroll.Series.Profiling;

/// <summary>
/// The profile of a column in one pass over its values, in blocks.
/// </summary>
internal sealed class ColumnAnalysis
{
    private const int BlockRows = 8192;
    private const int MostCodes = 10;
    private const int RowsACode = 5;
    private const double LargestWhole = 1e15; // Beyond, doubles are whole numbers whatever was measured.

    private readonly SeriesSet _set;
    private readonly string _name;
    private readonly SparklineBuckets _buckets;
    private readonly ValueSample _sample;
    private readonly Dictionary<double, long> _codes = [];
    private readonly SentinelSearch _sentinel = new();

    private long _rows;
    private long _missing;
    private long _minimumCount;
    private long _maximumCount;
    private double _origin;
    private double _mean; // From the origin on.
    private double _squares;
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;
    private bool _isWhole = true;
    private bool _falls;
    private bool _changes;
    private MissingRun? _longest;

    private ColumnAnalysis(SeriesSet set, string name, TimeProfile? time, ProfileOptions options)
    {
        _set = set;
        _name = name;
        _buckets = new SparklineBuckets(Math.Max(1, options.SparklinePoints), set, time is { IsNumbered: false });
        _sample = new ValueSample(options.ExactQuartiles, set.Items.Sum(item => (long)item.Frame.RowCount));
    }

    /// <summary>Describes a column.</summary>
    /// <param name="set">The series.</param>
    /// <param name="name">The column.</param>
    /// <param name="time">The rhythm of the rows; null where their order means nothing.</param>
    /// <param name="options">Level of detail.</param>
    internal static ColumnProfile Of(SeriesSet set, string name, TimeProfile? time, ProfileOptions options)
    {
        ColumnAnalysis analysis = new(set, name, time, options);
        for (int index = 0; index < set.Count; index++)
        {
            analysis.Read(set[index]);
        }

        return analysis.Describe(time);
    }

    private long Values => _rows - _missing;

    private void Read(SeriesItem item)
    {
        Span<double> block = stackalloc double[BlockRows];
        int runStart = -1;
        double previous = double.NegativeInfinity;
        double first = double.NaN;
        _buckets.Begin(item);
        for (int start = 0; start < item.Frame.RowCount; start += BlockRows)
        {
            Span<double> values = block[..Math.Min(BlockRows, item.Frame.RowCount - start)];
            item.Frame.CopyColumn(_name, start, values);
            for (int i = 0; i < values.Length; i++)
            {
                double value = values[i];
                _rows++;
                if (double.IsNaN(value))
                {
                    _missing++;
                    runStart = runStart < 0 ? start + i : runStart;
                    continue;
                }

                EndRun(item, ref runStart, start + i);
                _falls |= value < previous;
                first = double.IsNaN(first) ? value : first;
                _changes |= value != first;
                previous = value;
                Add(value);
                _buckets.Add(start + i, value);
            }
        }

        EndRun(item, ref runStart, item.Frame.RowCount);
    }

    private void Add(double value)
    {
        // Welford 1962: mean and squares in one pass, both from the first value on, so that nothing is lost where the mean is large.
        _origin = Values == 1 ? value : _origin;
        double shifted = value - _origin;
        double difference = shifted - _mean;
        _mean += difference / Values;
        _squares += difference * (shifted - _mean);
        _minimumCount = value < _minimum ? 1 : value == _minimum ? _minimumCount + 1 : _minimumCount;
        _maximumCount = value > _maximum ? 1 : value == _maximum ? _maximumCount + 1 : _maximumCount;
        _minimum = Math.Min(_minimum, value);
        _maximum = Math.Max(_maximum, value);
        _isWhole = _isWhole && value == Math.Truncate(value) && Math.Abs(value) < LargestWhole;
        _sample.Add(value);
        _sentinel.Add(value);
        if (_isWhole && (_codes.Count <= MostCodes || _set[0].Frame.Categories(_name) is not null))
        {
            _codes[value] = _codes.GetValueOrDefault(value) + 1;
        }
    }

    private void EndRun(SeriesItem item, ref int runStart, int end)
    {
        if (runStart >= 0 && end - runStart > (_longest?.Rows ?? 0))
        {
            TimeIndex time = item.Frame.Time;
            _longest = new MissingRun(
                item.Id, runStart, end - runStart, time.Text(runStart), time.Text(end - 1),
                time.IsNumbered ? null : time[end - 1] - time[runStart]);
        }

        runStart = -1;
    }

    private ColumnProfile Describe(TimeProfile? time)
    {
        ColumnKind kind = Kind();
        ColumnProfile profile = new() { Name = _name, Kind = kind, Rows = _rows, Missing = _missing, LongestMissingRun = _longest };
        profile = profile with { IsStatic = !_changes && _set.Count > 1 && _maximum > _minimum && _rows > _set.Count };
        if (Values == 0)
        {
            return profile;
        }

        if (kind is ColumnKind.Category or ColumnKind.Code)
        {
            IReadOnlyList<string>? texts = _set[0].Frame.Categories(_name);
            profile = profile with
            {
                CategoryCount = _codes.Count,
                Categories =
                [
                    .. _codes.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key).Take(MostCodes)
                        .Select(entry => new ClassCount(NameOf(entry.Key, texts), entry.Value)),
                ],
            };
            if (kind is ColumnKind.Category)
            {
                return profile;
            }
        }

        (double lower, double median, double upper) = _sample.Quartiles();
        return profile with
        {
            Mean = _origin + _mean,
            StandardDeviation = Math.Sqrt(_squares / Values),
            Minimum = _minimum,
            LowerQuartile = lower,
            Median = median,
            UpperQuartile = upper,
            Maximum = _maximum,
            MinimumCount = _minimumCount,
            MaximumCount = _maximumCount,
            QuartilesAreExact = _sample.IsWhole,
            NeverFalls = !_falls && _maximum > _minimum,
            Sparkline = _buckets.Means(),
            Counter = time is { IsNumbered: true } && _isWhole && !_falls && kind != ColumnKind.Constant
                ? Counter.OfRows(_set, _name) : null,
            Sentinel = kind == ColumnKind.Constant ? null : _sentinel.Find(),
        };
    }

    private ColumnKind Kind() =>
        _set[0].Frame.Categories(_name) is not null ? ColumnKind.Category
        : Values == 0 ? ColumnKind.Empty
        : _minimum == _maximum ? ColumnKind.Constant
        : !_isWhole ? ColumnKind.Number
        : _codes.Count <= MostCodes && Values >= RowsACode * _codes.Count ? ColumnKind.Code
        : ColumnKind.Integer;

    private static string NameOf(double code, IReadOnlyList<string>? texts) =>
        texts is not null && code >= 0 && code < texts.Count ? texts[(int)code]
            : code.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
