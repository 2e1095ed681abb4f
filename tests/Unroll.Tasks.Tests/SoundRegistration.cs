using System.Runtime.CompilerServices;
using Unroll.Audio;

namespace Unroll.Tasks.Tests;

/// <summary>Registers the steps of sound before any test: recipes of the examples name them.</summary>
internal static class SoundRegistration
{
    [ModuleInitializer]
    internal static void Register() => AudioBlocks.Register();
}
