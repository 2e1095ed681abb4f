using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that subtracts the trend: a polynomial in time, fitted to the training part of each series by least squares. It is extrapolated
/// beyond the training part, and the inverse adds it again.
/// </summary>
public sealed class DetrendStep : PreparingStep
{
    internal const string StepName = "detrend";
    private const int DefaultDegree = 1;

    private static readonly Setting<DetrendStep, IReadOnlyList<string>> _columns =
        StepSettings.Columns<DetrendStep>(step => step.Options.Columns);
    private static readonly Setting<DetrendStep, int> _degree =
        new("degree", Kind.Integer(0, 2), step => step.Options.Degree ?? DefaultDegree, "Degree of the polynomial in time: 0 is the mean.")
        {
            DefaultValue = DefaultDegree,
        };

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(DetrendStep),
        "Takes off the trend of each series: a polynomial in time, by least squares of its training part.",
        [_columns, _degree],
        values => new DetrendStep(new() { Columns = values.Get(_columns), Degree = values.Get(_degree) }),
        FittedDetrend.FromJson)
    {
        Shorthand = _degree,
        Example = "detrend: 1",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">The trend.</param>
    /// <exception cref="InputException">The degree is not from 0 to 2.</exception>
    public DetrendStep(DetrendOptions options = default) => Options = options.Degree is null or (>= 0 and <= 2)
        ? options
        : throw new InputException($"Step '{StepName}' got a polynomial of degree {options.Degree}: give 0 (the mean), 1 (a line) or 2 " +
            "(a parabola); others go astray beyond the training part.");

    /// <summary>The trend.</summary>
    public DetrendOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override bool LearnsEachSeries => true;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = StepColumns.Numeric(training, Options.Columns, Name);
        return new FittedDetrend(columns, Learned<Polynomial[]>.Fit(training, perSeries: true, items =>
            [.. columns.Select(column => FitColumn(items, column))]));
    }

    private Polynomial FitColumn(IReadOnlyList<SeriesItem> items, string column)
    {
        _ = KnownValues.Count(items, column);
        return Polynomial.Fit(items[0].Frame.Time, items[0].Frame.Column(column), Options.Degree ?? DefaultDegree);
    }
}

/// <summary>Columns with their trends.</summary>
internal sealed class FittedDetrend(string[] columns, Learned<Polynomial[]> trends) : FittedStep
{
    public override string Name => DetrendStep.StepName;

    public static FittedDetrend FromJson(JsonObject json) => new(
        json.Columns(), Learned<Polynomial[]>.FromJson(json.Need("learned"),
            node => [.. node.AsArray().Select(entry => Polynomial.FromJson(entry!.AsObject()))]));

    public override Frame Transform(Frame frame, string id)
    {
        Polynomial[] learned = trends.For(id, Name);
        for (int i = 0; i < columns.Length; i++)
        {
            double[] values = StepColumns.Read(frame, columns[i], Name, id);
            Add(values, frame.Time, 0, learned[i], -1);
            frame = frame.With(columns[i], values);
        }

        return frame;
    }

    public override void Inverse(string id, string column, TimeIndex time, ReadOnlySpan<double> before, Span<double> values)
    {
        int index = Array.IndexOf(columns, column);
        if (index >= 0)
        {
            Add(values, time, before.Length, trends.For(id, Name)[index], 1);
        }
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, columns);
        json["learned"] = trends.ToJson(learned => new JsonArray([.. learned.Select(polynomial => (JsonNode)polynomial.ToJson())]));
        return json;
    }

    private static void Add(Span<double> values, TimeIndex time, int first, Polynomial trend, int sign)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = StepColumns.Finite(values[i] + (sign * trend.At(time[first + i])));
        }
    }
}
