using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Takes up fitted steps again, and applies lists of them.</summary>
public static class FittedSteps
{
    /// <summary>Makes a step again from what <see cref="FittedStep.ToJson"/> gave; it does the same, bit for bit.</summary>
    /// <param name="json">What was saved.</param>
    /// <exception cref="InputException">There is no such step, or what was saved is damaged.</exception>
    public static FittedStep FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        string name = json.Text("step");
        try
        {
            return name switch
            {
                ScaleStep.StepName => ScaleStep.Restore(json),
                ImputeStep.StepName => FittedImpute.FromJson(json),
                LagStep.StepName => FittedLag.FromJson(json),
                RollingStep.StepName => FittedRolling.FromJson(json),
                ResampleStep.StepName => FittedResample.FromJson(json),
                WindowFeatureStep.StepName => FittedWindowFeature.FromJson(json),
                CropStep.StepName => FittedCrop.FromJson(json),
                ClipStep.StepName => FittedLimits.FromJson(json),
                DetrendStep.StepName => FittedDetrend.FromJson(json),
                DifferenceStep.StepName => FittedDifference.FromJson(json),
                LogStep.StepName => FittedLog.FromJson(json),
                PowerStep.StepName => FittedPower.FromJson(json),
                CalendarStep.StepName => CalendarStep.Restore(json),
                FourierStep.StepName => FourierStep.Restore(json),
                HolidayStep.StepName => HolidayStep.Restore(json),
                BusinessTimeStep.StepName => BusinessTimeStep.Restore(json),
                OneHotStep.StepName => FittedOneHot.FromJson(json),
                EmbeddingCodeStep.StepName => FittedEmbeddingCodes.FromJson(json),
                _ => throw new InputException($"There is no step named '{name}': the run is damaged or from a newer version."),
            };
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException or NullReferenceException)
        {
            throw new InputException($"What step '{name}' saved cannot be read ({exception.Message}): the run is damaged or from a newer version.", exception);
        }
    }

    /// <summary>Puts a series through steps, one after the other.</summary>
    /// <param name="steps">The steps in order.</param>
    /// <param name="frame">The series.</param>
    /// <param name="id">Its id.</param>
    /// <exception cref="InputException">A step does not fit the series.</exception>
    public static Frame Transform(IEnumerable<FittedStep> steps, Frame frame, string id) =>
        steps.Aggregate(frame, (current, step) => step.Transform(current, id));

    /// <summary>
    /// Takes values of a column back through steps, the last first. What each step needs of the rows before is made by putting these through the
    /// steps anew.
    /// </summary>
    /// <param name="steps">The steps in order, none of which changes rows.</param>
    /// <param name="id">Id of the series.</param>
    /// <param name="column">The column.</param>
    /// <param name="time">Stamps of the rows of <paramref name="before"/> and, behind them, those of the values.</param>
    /// <param name="before">The series as it was before all steps, in the rows before the values.</param>
    /// <param name="values">Values that came out of the last step; replaced by what went into the first.</param>
    /// <exception cref="InputException">A step cannot be undone, or <paramref name="before"/> is too short.</exception>
    public static void Inverse(IReadOnlyList<FittedStep> steps, string id, string column, TimeIndex time, Frame before, Span<double> values)
    {
        ArgumentNullException.ThrowIfNull(steps);
        List<double[]> columns = [];
        Frame current = before;
        foreach (FittedStep step in steps)
        {
            columns.Add(current.HasColumn(column) ? current.Column(column).ToArray() : []);
            current = step.Transform(current, id);
        }

        for (int i = steps.Count - 1; i >= 0; i--)
        {
            steps[i].Inverse(id, column, time, columns[i], values);
        }
    }
}
