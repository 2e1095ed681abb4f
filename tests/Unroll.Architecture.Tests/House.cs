using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Unroll.Analysis.Trees;
using Unroll.Analysis.Trend;
using Unroll.Audio;
using Unroll.Insight.Attribution;
using Unroll.Models;
using Unroll.Reports;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning;
using SystemAssembly = System.Reflection.Assembly;

namespace Unroll.Architecture.Tests;

/// <summary>The compiled house: which type uses which, read from the assemblies once for all tests.</summary>
internal static class House
{
    private static readonly Lazy<IReadOnlyList<Use>> _uses = new(Load);

    /// <summary>The assemblies, each above those that it may use.</summary>
    public static IReadOnlyList<SystemAssembly> Assemblies { get; } =
        [
            typeof(Model).Assembly, typeof(Saliency).Assembly, typeof(Frame).Assembly, typeof(AudioBlocks).Assembly,
            typeof(MovingAverage).Assembly, typeof(TreeModels).Assembly, typeof(LearningTask).Assembly, typeof(ReportWriter).Assembly,
            SystemAssembly.Load("Unroll.Cli"),
        ];

    /// <summary>Uses of a type of the house by another.</summary>
    public static IReadOnlyList<Use> Uses => _uses.Value;

    private static List<Use> Load()
    {
        ArchUnitNET.Domain.Architecture architecture = new ArchLoader().LoadAssemblies([.. Assemblies]).Build();
        HashSet<string> names = [.. Assemblies.Select(assembly => assembly.GetName().Name!)];
        return [..
            from type in architecture.Types
            where names.Contains(AssemblyOf(type))
            from dependency in type.Dependencies
            where dependency.Target is not GenericParameter && names.Contains(AssemblyOf(dependency.Target))
            group dependency by new Use(RoomOf(type), Outer(type), RoomOf(dependency.Target), Outer(dependency.Target)) into same
            where same.Key.FromType != same.Key.ToType
            select same.Key];
    }

    private static Room RoomOf(IType type) => Room.Of(AssemblyOf(type), type.Namespace.FullName);

    private static string AssemblyOf(IType type) => type.Assembly?.Name.Split(',')[0] ?? "";

    private static string Outer(IType type) => type.FullName.Split('+')[0].Split('`')[0];
}
