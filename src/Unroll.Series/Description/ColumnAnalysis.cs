using Unroll.Series.Frames;

namespace Unroll.Series.Description;

/// <summary>Describes a column in two passes over its values, in blocks: one for the moments, one for outliers where there can be some.</summary>
internal sealed class ColumnAnalysis
{
    private const int BlockRows = 8192;
    private const int MostCodes = 10;
    private const int RowsACode = 5;
    private const double FarOut = 3;
    private const double FarFromOneNumber = 6;
    private const double MostOutliers = 0.05;
    private const float LargestWhole = 1e12f; // Beyond, floats are whole numbers whatever was measured.

    private readonly SeriesSet _set;
    private readonly string _name;
    private readonly DescriptionOptions _options;
    private readonly SparklineBuckets _buckets;
    private readonly ValueSample _sample;
    private readonly Dictionary<float, long> _codes = [];

    private long _rows;
    private long _missing;
    private long _minimumCount;
    private long _maximumCount;
    private double _mean;
    private double _squares;
    private float _minimum = float.PositiveInfinity;
    private float _maximum = float.NegativeInfinity;
    private bool _isWhole = true;
    private bool _falls;
    private bool _changes;
    private MissingRun? _longest;

    private ColumnAnalysis(SeriesSet set, string name, TimeDescription? time, DescriptionOptions options)
    {
        _set = set;
        _name = name;
        _options = options;
        _buckets = new SparklineBuckets(Math.Max(1, options.SparklinePoints), set, time is { IsNumbered: false });
        _sample = new ValueSample(options.ExactQuartiles, set.Cases.Sum(one => (long)one.Frame.RowCount));
    }

    /// <summary>Describes a column.</summary>
    /// <param name="set">The series.</param>
    /// <param name="name">The column.</param>
    /// <param name="time">The rhythm of the rows; null where their order means nothing.</param>
    /// <param name="options">How far to go into detail.</param>
    internal static ColumnDescription Of(SeriesSet set, string name, TimeDescription? time, DescriptionOptions options)
    {
        ColumnAnalysis analysis = new(set, name, time, options);
        for (int index = 0; index < set.Count; index++)
        {
            analysis.Read(set[index]);
        }

        return analysis.Describe(time);
    }

    private long Values => _rows - _missing;

    private void Read(SeriesCase one)
    {
        Span<float> block = stackalloc float[BlockRows];
        int runStart = -1;
        float previous = float.NegativeInfinity;
        float first = float.NaN;
        _buckets.Begin(one);
        for (int start = 0; start < one.Frame.RowCount; start += BlockRows)
        {
            Span<float> values = block[..Math.Min(BlockRows, one.Frame.RowCount - start)];
            one.Frame.CopyColumn(_name, start, values);
            for (int i = 0; i < values.Length; i++)
            {
                float value = values[i];
                _rows++;
                if (float.IsNaN(value))
                {
                    _missing++;
                    runStart = runStart < 0 ? start + i : runStart;
                    continue;
                }

                EndRun(one, ref runStart, start + i);
                _falls |= value < previous;
                first = float.IsNaN(first) ? value : first;
                _changes |= value != first;
                previous = value;
                Add(value);
                _buckets.Add(start + i, value);
            }
        }

        EndRun(one, ref runStart, one.Frame.RowCount);
    }

    private void Add(float value)
    {
        // Welford 1962: mean and squares in one pass, without loss where the mean is large.
        double difference = value - _mean;
        _mean += difference / Values;
        _squares += difference * (value - _mean);
        _minimumCount = value < _minimum ? 1 : value == _minimum ? _minimumCount + 1 : _minimumCount;
        _maximumCount = value > _maximum ? 1 : value == _maximum ? _maximumCount + 1 : _maximumCount;
        _minimum = Math.Min(_minimum, value);
        _maximum = Math.Max(_maximum, value);
        _isWhole = _isWhole && value == MathF.Truncate(value) && MathF.Abs(value) < LargestWhole;
        _sample.Add(value);
        if (_isWhole && (_codes.Count <= MostCodes || _set[0].Frame.Categories(_name) is not null))
        {
            _codes[value] = _codes.GetValueOrDefault(value) + 1;
        }
    }

    private void EndRun(SeriesCase one, ref int runStart, int end)
    {
        if (runStart >= 0 && end - runStart > (_longest?.Rows ?? 0))
        {
            TimeIndex time = one.Frame.Time;
            _longest = new MissingRun(
                one.Id, runStart, end - runStart, time.Text(runStart), time.Text(end - 1), time.IsNumbered ? null : time[end - 1] - time[runStart]);
        }

        runStart = -1;
    }

    private ColumnDescription Describe(TimeDescription? time)
    {
        ColumnKind kind = Kind();
        ColumnDescription description = new() { Name = _name, Kind = kind, Rows = _rows, Missing = _missing, LongestMissingRun = _longest };
        description = description with { IsStatic = !_changes && _set.Count > 1 && _maximum > _minimum && _rows > _set.Count };
        if (Values == 0)
        {
            return description;
        }

        if (kind is ColumnKind.Category or ColumnKind.Code)
        {
            IReadOnlyList<string>? texts = _set[0].Frame.Categories(_name);
            description = description with
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
                return description;
            }
        }

        (double lower, double median, double upper) = _sample.Quartiles();
        description = description with
        {
            Mean = _mean,
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
        };
        if (kind is not (ColumnKind.Number or ColumnKind.Integer))
        {
            return description;
        }

        description = WithOutliers(description);
        return time is null ? description : description with { Seasons = SeasonAnalysis.Of(_set, _name, time) };
    }

    private ColumnKind Kind() =>
        _set[0].Frame.Categories(_name) is not null ? ColumnKind.Category
        : Values == 0 ? ColumnKind.Empty
        : _minimum == _maximum ? ColumnKind.Constant
        : !_isWhole ? ColumnKind.Number
        : _codes.Count <= MostCodes && Values >= RowsACode * _codes.Count ? ColumnKind.Code
        : ColumnKind.Integer;

    private ColumnDescription WithOutliers(ColumnDescription description)
    {
        double range = description.UpperQuartile - description.LowerQuartile;
        double low = range > 0 ? description.LowerQuartile - (FarOut * range) : description.Median - (FarFromOneNumber * description.StandardDeviation);
        double high = range > 0 ? description.UpperQuartile + (FarOut * range) : description.Median + (FarFromOneNumber * description.StandardDeviation);
        if (_minimum >= low && _maximum <= high)
        {
            return description;
        }

        long count = 0;
        PriorityQueue<ValueAt, double> extreme = new();
        Span<float> block = stackalloc float[BlockRows];
        foreach (SeriesCase one in _set.Cases)
        {
            for (int start = 0; start < one.Frame.RowCount; start += BlockRows)
            {
                Span<float> values = block[..Math.Min(BlockRows, one.Frame.RowCount - start)];
                one.Frame.CopyColumn(_name, start, values);
                for (int i = 0; i < values.Length; i++)
                {
                    if (!(values[i] < low || values[i] > high))
                    {
                        continue;
                    }

                    count++;
                    double distance = Math.Abs(values[i] - description.Median);
                    if (extreme.Count < _options.Examples)
                    {
                        extreme.Enqueue(At(one, start + i, values[i]), distance);
                    }
                    else if (extreme.TryPeek(out _, out double least) && distance > least)
                    {
                        extreme.EnqueueDequeue(At(one, start + i, values[i]), distance);
                    }
                }
            }
        }

        if (count > MostOutliers * Values)
        {
            return description;
        }

        return description with
        {
            Outliers = count,
            MostExtreme = [.. extreme.UnorderedItems.OrderByDescending(item => item.Priority).ThenBy(item => item.Element.Row).Select(item => item.Element)],
        };
    }

    private static ValueAt At(SeriesCase one, int row, float value) => new(one.Id, row, one.Frame.Time.Text(row), value);

    private static string NameOf(float code, IReadOnlyList<string>? texts) =>
        texts is not null && code >= 0 && code < texts.Count ? texts[(int)code] : code.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
