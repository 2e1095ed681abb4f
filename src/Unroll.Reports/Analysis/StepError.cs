using Unroll.Tasks.Forecasting;

namespace Unroll.Reports.Analysis;

/// <summary>How far the forecasts of a certain number of steps ahead were from the truth.</summary>
/// <param name="Step">Steps ahead, from 1.</param>
/// <param name="Mae">The network's mean absolute error.</param>
/// <param name="Mape">The network's mean absolute percentage error, in percent.</param>
/// <param name="SeasonalNaiveMae">The seasonal-naive forecast's mean absolute error at the same points; NaN where it has none.</param>
internal sealed record StepError(int Step, double Mae, double Mape, double SeasonalNaiveMae)
{
    /// <summary>The errors of a part, by steps ahead.</summary>
    public static IReadOnlyList<StepError> Of(PartEvaluation part)
    {
        double[] sums = new double[part.ByStep.Count];
        int[] counts = new int[part.ByStep.Count];
        foreach (Prediction prediction in part.Predictions)
        {
            double error = Math.Abs(prediction.Actual - prediction.SeasonalNaive);
            if (double.IsFinite(error) && prediction.Step <= sums.Length)
            {
                sums[prediction.Step - 1] += error;
                counts[prediction.Step - 1]++;
            }
        }

        return [.. part.ByStep.Select((scores, i) => new StepError(
            i + 1, scores.Mae, scores.Mape, counts[i] == 0 ? double.NaN : sums[i] / counts[i]))];
    }
}
