using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Adds columns that tell what was some rows ago: <c>x-lag-7</c> of row t is x of row t − 7. The first rows have none. Rows are counted from the
/// row itself, not from the one that is to be forecast.
/// </summary>
public sealed class LagStep : PreparingStep
{
    internal const string StepName = "lag";

    private readonly LagOptions _options;

    /// <summary>Creates the step.</summary>
    /// <param name="options">Which columns and how late.</param>
    /// <exception cref="InputException">A number of rows is not positive, or stands twice.</exception>
    public LagStep(LagOptions options = default)
    {
        IReadOnlyList<int> steps = options.Steps ?? [1];
        foreach (int rows in steps)
        {
            if (rows < 1)
            {
                throw new InputException($"A lag of {rows} steps would show a row its own present or future: a lag must be at least 1.");
            }
        }

        if (steps.Count == 0 || steps.Distinct().Count() != steps.Count)
        {
            throw new InputException($"Step '{StepName}' got the lags [{string.Join(", ", steps)}]: give different whole numbers, at least one, for example [1, 7].");
        }

        _options = options with { Steps = [.. steps] };
    }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        FittedLag fitted = new(StepColumns.Numeric(training, _options.Columns, Name), [.. _options.Steps!]);
        StepColumns.RequireNew(training, fitted.Added, Name);
        return fitted;
    }
}

/// <summary>Columns and how many rows late they are wanted.</summary>
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
