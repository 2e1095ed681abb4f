using System.Globalization;
using System.Text;

namespace Unroll.Training;

/// <summary>
/// A callback that writes a line as each epoch ends, as <c>verbose</c> does in Keras: its number, the loss and the metrics, those of the
/// validation samples, the learning rate and the seconds.
/// </summary>
/// <example>
/// <code>
/// model.Fit(x, y, new FitOptions { Epochs = 20, Callbacks = [new ProgressLogger()] });
/// // epoch  1/20  loss 0.5948  val_loss 0.4967  rate 0.003  0.12 s
/// </code>
/// </example>
public sealed class ProgressLogger : Callback
{
    private readonly TextWriter? _output;

    /// <summary>Creates the callback.</summary>
    /// <param name="output">Where the lines go; null, the default, for the console.</param>
    public ProgressLogger(TextWriter? output = null) => _output = output;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (string warning in context.Warnings)
        {
            (_output ?? Console.Out).WriteLine($"warning: {warning}");
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        EpochRecord epoch = context.LastEpoch!;
        string epochs = context.Epochs.ToString(CultureInfo.InvariantCulture);
        StringBuilder line = new();
        line.Append("epoch ").Append(epoch.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(epochs.Length)).Append('/').Append(epochs);
        foreach (string name in context.Monitors)
        {
            double value = name switch
            {
                "loss" => epoch.Loss,
                "val_loss" => epoch.ValidationLoss ?? double.NaN,
                _ => epoch.Metrics.GetValueOrDefault(name, double.NaN),
            };
            line.Append("  ").Append(name).Append(' ').Append(MeasureFormatter.Format(value));
        }

        line.Append("  rate ").Append(((float)epoch.LearningRate).ToString(CultureInfo.InvariantCulture));
        line.Append("  ").Append(epoch.Elapsed.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture)).Append(" s");
        (_output ?? Console.Out).WriteLine(line.ToString());
    }
}
