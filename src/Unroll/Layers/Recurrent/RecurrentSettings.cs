namespace Unroll.Layers;

/// <summary>What all recurrent layers can be asked for, whatever their cell.</summary>
internal readonly record struct RecurrentSettings(
    bool ReturnSequences, bool ReturnState, bool GoBackwards, bool Stateful, float Dropout, float RecurrentDropout,
    bool GradientCheckpointing);
