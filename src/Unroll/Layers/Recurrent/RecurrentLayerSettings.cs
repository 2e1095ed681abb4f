using Unroll.Catalogue;

namespace Unroll.Layers;

/// <summary>The settings that all recurrent layers have, whatever their cell.</summary>
internal sealed class RecurrentLayerSettings<TLayer>(Func<TLayer, RecurrentSettings> get)
{
    public Setting<TLayer, bool> ReturnSequences { get; } = LayerSettings.Flag<TLayer>(
        "return-sequences", layer => get(layer).ReturnSequences,
        "Whether the hidden states of all timesteps go out, not the last one alone.");

    public Setting<TLayer, bool> ReturnState { get; } = LayerSettings.Flag<TLayer>(
        "return-state", layer => get(layer).ReturnState, "Whether the final states go out, too, as further outputs.");

    public Setting<TLayer, bool> GoBackwards { get; } = LayerSettings.Flag<TLayer>(
        "go-backwards", layer => get(layer).GoBackwards, "Whether the last timestep is read first.");

    public Setting<TLayer, bool> Stateful { get; } = LayerSettings.Flag<TLayer>(
        "stateful", layer => get(layer).Stateful, "Whether a row starts from the state in which the same row of the batch before ended.");

    public Setting<TLayer, float> Dropout { get; } = LayerSettings.Dropout<TLayer>(
        layer => get(layer).Dropout, "Share of the input's features that is dropped in training, the same ones at all timesteps.");

    public Setting<TLayer, float> RecurrentDropout { get; } = LayerSettings.Dropout<TLayer>(
        layer => get(layer).RecurrentDropout, "Share of the hidden units that the recurrent product does not see in training.",
        "recurrent-dropout");

    public Setting<TLayer, bool> GradientCheckpointing { get; } = LayerSettings.Flag<TLayer>(
        "gradient-checkpointing", layer => get(layer).GradientCheckpointing,
        "Whether training computes states once more on the way backward instead of keeping them all.");

    /// <summary>Those of any cell.</summary>
    public IReadOnlyList<Setting> OfAnyCell => [ReturnSequences, ReturnState, GoBackwards, Stateful, Dropout];

    /// <summary>Those of the cells of the library.</summary>
    public IReadOnlyList<Setting> All => [.. OfAnyCell, RecurrentDropout, GradientCheckpointing];

    public RecurrentSettings Read(SettingValues values) => new(
        values.Get(ReturnSequences), values.Get(ReturnState), values.Get(GoBackwards), values.Get(Stateful), values.Get(Dropout),
        values.Get(RecurrentDropout), values.Get(GradientCheckpointing));

    /// <summary>See <see cref="LayerEntry.ReturnSequences"/>.</summary>
    public Block<Layer> Returning(Block<Layer> block) => block.Values.IsGiven(ReturnSequences) ? block : block.With(ReturnSequences, true);

    /// <summary>See <see cref="LayerEntry.CarryState"/>.</summary>
    public Block<Layer> CarryingState(Block<Layer> block) => block.Values.IsGiven(Stateful) ? block : block.With(Stateful, true);

    /// <summary>See <see cref="LayerEntry.ReturnStates"/>.</summary>
    public Block<Layer> ReturningStates(Block<Layer> block) => block.With(ReturnSequences, true).With(ReturnState, true);
}
