using Unroll.Catalogue;

namespace Unroll.Series.Preparing;

/// <summary>A setting of a step, with the function that puts its value into the step's options.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Apply">Gives options with the setting's value.</param>
internal sealed record StepSetting<TOptions>(Setting Setting, Func<TOptions, SettingValues, TOptions> Apply)
    where TOptions : struct;
