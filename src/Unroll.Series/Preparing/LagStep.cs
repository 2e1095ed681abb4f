using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that adds lagged columns: <c>x-lag-7</c> of row t is x of row t − 7. The first rows have none. Lags are counted from the row
/// itself, not from the row to forecast.
/// </summary>
public sealed class LagStep : PreparingStep
{
    internal const string StepName = "lag";

    private static readonly int[] _usual = [1];
    private static readonly Setting<LagStep, IReadOnlyList<string>> _columns = StepSettings.Columns<LagStep>(step => step.Options.Columns);
    private static readonly Setting<LagStep, IReadOnlyList<int>> _steps =
        new("steps", Kind.List(new LagKind(), "whole numbers from 1", allowsSingle: true, isDistinct: true), step => step.Options.Steps!,
            "How many rows late, counted from the row itself.")
        {
            DefaultValue = _usual,
        };

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(LagStep),
        "Adds columns that tell what was some rows ago.",
        [_columns, _steps],
        values => new LagStep(new() { Columns = values.Get(_columns), Steps = values.Get(_steps) }),
        FittedLag.FromJson)
    {
        Shorthand = _steps,
        Example = "lag: [1, 7]",
        Formula = "x-lag-k of row t is x of row t − k",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Columns and lags.</param>
    /// <exception cref="InputException">A lag is not positive, or stands twice.</exception>
    public LagStep(LagOptions options = default)
    {
        IReadOnlyList<int> steps = options.Steps ?? _usual;
        foreach (int rows in steps)
        {
            if (rows < 1)
            {
                throw new InputException(Lags.TooShort(rows));
            }
        }

        if (steps.Count == 0 || steps.Distinct().Count() != steps.Count)
        {
            throw new InputException($"Step '{StepName}' got the lags [{string.Join(", ", steps)}]: give different whole numbers, at " +
                "least one, for example [1, 7].");
        }

        Options = options with { Steps = [.. steps] };
    }

    /// <summary>Columns and lags.</summary>
    public LagOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        FittedLag fitted = new(StepColumns.Numeric(training, Options.Columns, Name), [.. Options.Steps!]);
        StepColumns.RequireNew(training, fitted.Added, Name);
        return fitted;
    }
}

/// <summary>Columns and their lags.</summary>
internal sealed class FittedLag(string[] columns, int[] steps) : FittedStep
{
    public override string Name => LagStep.StepName;

    public override int? ReachBack => steps.Max();

    public IEnumerable<string> Added => columns.SelectMany(column => steps.Select(rows => NameOf(column, rows)));

    public static FittedLag FromJson(JsonObject json) => new(json.Columns(), json.WholeList("lags"));

    public override Frame Transform(Frame frame, string id)
    {
        foreach (string column in columns)
        {
            double[] values = StepColumns.Read(frame, column, Name, id);
            foreach (int rows in steps)
            {
                frame = frame.With(NameOf(column, rows), Lags.Shift(values, rows));
            }
        }

        return frame;
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, columns);
        json["lags"] = StepJson.Wholes(steps);
        return json;
    }

    private static string NameOf(string column, int rows) => string.Create(CultureInfo.InvariantCulture, $"{column}-lag-{rows}");
}
