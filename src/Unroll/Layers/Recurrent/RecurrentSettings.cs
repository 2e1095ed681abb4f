namespace Unroll.Layers;

/// <summary>The options common to all recurrent layers, whatever their cell.</summary>
internal readonly record struct RecurrentSettings(
    bool ReturnSequences, bool ReturnState, bool GoBackwards, bool Stateful, float Dropout, float RecurrentDropout,
    bool GradientCheckpointing);
