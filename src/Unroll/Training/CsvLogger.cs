namespace Unroll.Training;

/// <summary>
/// A callback that logs epochs to a CSV file, a line each, in the columns of <see cref="EpochCsvFormatter"/>. The file is replaced when
/// training begins, and each line is on disk when its epoch ends, so that the file can be followed and outlives an interruption.
/// </summary>
public sealed class CsvLogger : Callback
{
    private EpochCsvFormatter _formatter = new(hasValidation: false, []);

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
        _formatter = new EpochCsvFormatter(
            context.Monitors.Contains("val_loss"), [.. context.Monitors.Where(name => name is not ("loss" or "val_loss"))]);
        File.WriteAllText(Path, _formatter.Header + "\n");
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

    private void Append(EpochRecord epoch) => File.AppendAllText(Path, _formatter.Format(epoch) + "\n");
}
