using System.Globalization;

namespace Unroll.Training;

/// <summary>A callback that saves the model after epochs: all, or those that are the best so far.</summary>
public sealed class ModelCheckpoint : Callback
{
    private readonly Monitor _monitor;

    /// <summary>Creates the callback.</summary>
    /// <param name="path">
    /// The file; <c>{epoch}</c> in it stands for the epoch's number in four digits. Without it, each save replaces the one before.
    /// </param>
    /// <param name="options">Its settings; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public ModelCheckpoint(string path, ModelCheckpointOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
        Options = options ?? new();
        _monitor = new(Options.Monitor, 0);
    }

    /// <summary>The file that the model is saved in.</summary>
    public string Path { get; }

    /// <summary>Its settings.</summary>
    public ModelCheckpointOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="InputException">The training does not record the monitored value.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _monitor.Begin(context, nameof(ModelCheckpoint));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_monitor.Improves(context.LastEpoch!) || !Options.SaveBestOnly)
        {
            context.Model.Save(
                Path.Replace("{epoch}", context.Epoch.ToString("D4", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Numbers["best"] = _monitor.Best;
    }

    /// <inheritdoc/>
    public override void RestoreState(TrainingContext context, CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _monitor.Best = state.Numbers["best"];
    }
}
