using System.Globalization;
using Unroll.Formats;

namespace Unroll.Training;

/// <summary>
/// Epochs as lines of a CSV file: <c>epoch,loss,val_loss,</c> the metrics<c>,learning_rate,seconds</c>. Losses and metrics have all their
/// digits; one that an epoch does not have is empty.
/// </summary>
/// <param name="hasValidation">Whether there is a column <c>val_loss</c>.</param>
/// <param name="metrics">The names of the metrics.</param>
public sealed class EpochCsvFormatter(bool hasValidation, IReadOnlyList<string> metrics)
{
    /// <summary>The names of the columns, without an end of line.</summary>
    public string Header => string.Join(',', [
        "epoch", "loss", .. hasValidation ? (string[])["val_loss"] : [], .. metrics.Select(CsvCellFormatter.Format), "learning_rate",
        "seconds"]);

    /// <summary>The line of an epoch, without an end of line.</summary>
    /// <param name="epoch">The epoch.</param>
    public string Format(EpochRecord epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        List<string> cells = [epoch.Epoch.ToString(CultureInfo.InvariantCulture), Cell(epoch.Loss)];
        if (hasValidation)
        {
            cells.Add(Cell(epoch.ValidationLoss));
        }

        cells.AddRange(metrics.Select(name => Cell(epoch.Metrics.TryGetValue(name, out double value) ? value : null)));

        // As the float it is: a double would show digits that the rate does not have.
        cells.Add(((float)epoch.LearningRate).ToString(CultureInfo.InvariantCulture));
        cells.Add(epoch.Elapsed.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture));
        return string.Join(',', cells);
    }

    private static string Cell(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
