using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Plays epochs with given values to callbacks, as the trainer would.</summary>
internal sealed class TrainingRun
{
    private readonly Callback[] _callbacks;
    private readonly string[] _monitors;

    public TrainingRun(string[] monitors, params Callback[] callbacks)
        : this(null!, monitors, callbacks)
    {
    }

    public TrainingRun(Unroll.Models.Model model, string[] monitors, params Callback[] callbacks)
    {
        _monitors = monitors;
        _callbacks = callbacks;
        Context = new(model, new() { Epochs = 100 }, Optimizer, monitors);
    }

    public TrainingContext Context { get; }

    public Sgd Optimizer { get; } = new(0.8f);

    public void Begin() => Array.ForEach(_callbacks, callback => callback.OnTrainBegin(Context));

    /// <summary>One value for each monitored name, in their order.</summary>
    public void Epoch(params double[] values)
    {
        Dictionary<string, double> byName = _monitors.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
        Context.Epoch++;
        Array.ForEach(_callbacks, callback => callback.OnEpochBegin(Context));
        Context.Record(new(
            Context.Epoch,
            byName["loss"],
            byName.TryGetValue("val_loss", out double loss) ? loss : null,
            Context.LearningRate,
            TimeSpan.FromSeconds(1.5),
            byName.Where(pair => pair.Key is not ("loss" or "val_loss")).ToDictionary()));
        Array.ForEach(_callbacks, callback => callback.OnEpochEnd(Context));
    }

    public void End() => Array.ForEach(_callbacks, callback => callback.OnTrainEnd(Context));

    /// <summary>Runs epochs of one value each until training is stopped, and tells how many were run.</summary>
    public int RunLosses(params double[] losses)
    {
        Begin();
        int run = 0;
        foreach (double loss in losses)
        {
            Epoch(loss);
            run++;
            if (Context.StopRequested)
            {
                break;
            }
        }

        End();
        return run;
    }
}
