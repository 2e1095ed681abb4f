using System.Globalization;
using Unroll.Formats;

namespace Unroll.Training;

/// <summary>
/// A callback that logs epochs to a CSV file, a line each: <c>epoch,loss,val_loss,</c> the metrics<c>,learning_rate,seconds</c>. The file
/// is replaced when training begins, and each line is on disk when its epoch ends, so that the file can be followed and outlives an
/// interruption.
/// </summary>
public sealed class CsvLogger : Callback
{
    private string[] _metrics = [];
    private bool _hasValidation;

    /// <summary>Creates the callback.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public CsvLogger(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _hasValidation = context.Monitors.Contains("val_loss");
        _metrics = [.. context.Monitors.Where(name => name is not ("loss" or "val_loss"))];
        IEnumerable<string> losses = _hasValidation ? ["epoch", "loss", "val_loss"] : ["epoch", "loss"];
        File.WriteAllText(Path, string.Join(
            ',', losses.Concat(_metrics.Select(CsvCellFormatter.Format)).Append("learning_rate").Append("seconds"))
            + "\n");
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Append(context.LastEpoch!);
    }

    /// <inheritdoc/>
    public override void RestoreState(TrainingContext context, CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (EpochRecord epoch in context.History)
        {
            Append(epoch);
        }
    }

    private void Append(EpochRecord epoch)
    {
        List<string> cells = [epoch.Epoch.ToString(CultureInfo.InvariantCulture), Format(epoch.Loss)];
        if (_hasValidation)
        {
            cells.Add(Format(epoch.ValidationLoss ?? double.NaN));
        }

        cells.AddRange(_metrics.Select(name => Format(epoch.Metrics.GetValueOrDefault(name, double.NaN))));

        // As the float it is: a double would show digits that the rate does not have.
        cells.Add(((float)epoch.LearningRate).ToString(CultureInfo.InvariantCulture));
        cells.Add(epoch.Elapsed.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture));
        File.AppendAllText(Path, string.Join(',', cells) + "\n");
    }

    private static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
