using System.Globalization;
using System.Text;
using Unroll.Formats;
using Unroll.Tasks.Forecasting;
using Unroll.Training;

namespace Unroll.Tasks.Runs;

/// <summary>
/// The folder of a run: <c>model.safetensors</c>, <c>recipe.yaml</c>, <c>history.csv</c>, <c>metrics.json</c> and
/// <c>predictions.csv</c>. Each file is written aside and renamed.
/// </summary>
public static class RunFolder
{
    /// <summary>Name of the model file, which holds everything that a forecast needs.</summary>
    public const string ModelFile = "model.safetensors";

    /// <summary>Name of the recipe's copy.</summary>
    public const string RecipeFile = "recipe.yaml";

    /// <summary>Name of the file with the losses an epoch.</summary>
    public const string HistoryFile = "history.csv";

    /// <summary>Name of the file with the scores.</summary>
    public const string MetricsFile = "metrics.json";

    /// <summary>Name of the file with every forecast of the evaluation.</summary>
    public const string PredictionsFile = "predictions.csv";

    /// <summary>Name of the report, which Unroll.Reports writes.</summary>
    public const string ReportFile = "report.html";

    /// <summary>Writes all files of a run but the report: model, recipe, history, metrics and predictions. Each is written aside and renamed.</summary>
    /// <param name="folder">The folder; made if it is not there.</param>
    /// <param name="run">What came out.</param>
    /// <param name="forecaster">The forecaster, trained.</param>
    public static void Write(string folder, ForecastRun run, Forecaster forecaster)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(forecaster);
        Directory.CreateDirectory(folder);
        for (int i = 0; i < forecaster.Networks.Count; i++)
        {
            forecaster.Networks[i].Save(Path.Combine(folder, ModelFileOf(i)));
        }

        AtomicFile.WriteText(Path.Combine(folder, RecipeFile), run.RecipeTemplate);
        AtomicFile.WriteText(Path.Combine(folder, HistoryFile), HistoryCsv(run.Histories));
        AtomicFile.Write(Path.Combine(folder, PredictionsFile), stream => PredictionsFormatter.Write(stream, [.. run.Parts, .. run.FurtherParts], run.SeriesCount > 1));
        AtomicFile.WriteText(Path.Combine(folder, MetricsFile), RunMetrics.ToJson(run));
    }

    /// <summary>Name of a network's file: the first has <see cref="ModelFile"/>, the others their number, from 2.</summary>
    /// <param name="network">The network, from 0.</param>
    public static string ModelFileOf(int network) =>
        network == 0 ? ModelFile : string.Create(CultureInfo.InvariantCulture, $"model-{network + 1}.safetensors");

    /// <summary>
    /// The text of <c>history.csv</c>: a line an epoch, in the columns of <see cref="CsvLogger"/>; where there are several networks, a first
    /// column tells which, from 1.
    /// </summary>
    /// <param name="histories">The history of each network.</param>
    public static string HistoryCsv(IReadOnlyList<History> histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        bool several = histories.Count > 1;
        string[] metrics = [.. histories.SelectMany(history => history.Epochs).SelectMany(epoch => epoch.Metrics.Keys).Distinct(StringComparer.Ordinal)];
        StringBuilder text = new(several ? "network,epoch,loss,val_loss," : "epoch,loss,val_loss,");
        foreach (string metric in metrics)
        {
            text.Append(metric).Append(',');
        }

        text.Append("learning_rate,seconds\n");
        for (int network = 0; network < histories.Count; network++)
        {
            foreach (EpochRecord epoch in histories[network].Epochs)
            {
                if (several)
                {
                    text.Append(network + 1).Append(',');
                }

                text.Append(epoch.Epoch).Append(',').Append(Show(epoch.Loss)).Append(',').Append(Show(epoch.ValidationLoss ?? double.NaN)).Append(',');
                foreach (string metric in metrics)
                {
                    text.Append(Show(epoch.Metrics.GetValueOrDefault(metric, double.NaN))).Append(',');
                }

                text.Append(((float)epoch.LearningRate).ToString(CultureInfo.InvariantCulture)).Append(',');
                text.Append(epoch.Elapsed.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture)).Append('\n');
            }
        }

        return text.ToString();
    }

    // Values of a series are floats: nine digits tell any of them apart.
    private static string Show(double value) => double.IsFinite(value) ? value.ToString("G9", CultureInfo.InvariantCulture) : "";
}
